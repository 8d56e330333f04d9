//! Appointments: entered, called off; "really want it" prepares the envelope (PB00).

use jiff::SignedDuration;
use rapport_core::decide::Event;
use rapport_core::follow_up::Anchor;
use rapport_core::ids::AppointmentId;
use rapport_core::touchpoint::Appointment;
use rapport_store::touchpoint::LocalTime;

use crate::app::App;
use crate::engine::live;
use crate::error::AppError;
use crate::input::AppointmentInput;
use crate::view::AppointmentView;
use crate::words;

impl App {
    /// Appointments that are not over.
    ///
    /// # Errors
    /// What the database says.
    pub async fn appointments(&self) -> Result<Vec<AppointmentView>, AppError> {
        let mut views = Vec::new();
        for appointment in self.store().appointments(self.scope(), self.now()).await? {
            views.push(self.appointment_view(&appointment).await?);
        }
        Ok(views)
    }

    /// Enters an appointment.
    ///
    /// # Errors
    /// Nobody is called that, or the time is none.
    pub async fn add_appointment(
        &self,
        input: AppointmentInput,
    ) -> Result<AppointmentView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(&input.contact).await?;
        let starts = self.future(&input.starts, &profile)?;
        let opportunity = match &input.opportunity {
            Some(which) => Some(self.opportunity_named(which).await?.id),
            None => None,
        };
        let appointment = Appointment {
            id: AppointmentId::new(self.clock().mint()),
            contact: contact.id,
            opportunity,
            title: if input.title.trim().is_empty() {
                format!("Meeting with {}", contact.name)
            } else {
                input.title.trim().to_owned()
            },
            starts,
            ends: starts + SignedDuration::from_mins(i64::from(input.minutes.max(1))),
            cancelled: false,
            keen: input.keen,
        };
        let typed = profile.zone.iana_name().map(|zone| LocalTime {
            local: starts.to_zoned(profile.zone.clone()).datetime(),
            zone: zone.to_owned(),
        });
        let playbook = self.newest_playbook("PB00").await?;
        let mut door = self.user_door(&profile).await?;
        door.save_appointment(&appointment, typed.as_ref()).await?;
        self.tell_of_appointment(&mut door, &appointment).await?;
        if appointment.keen {
            let anchor = Anchor {
                at: self.now(),
                touchpoint: None,
                appointment: Some(appointment.id),
                promised: None,
            };
            let follow_up = self.new_follow_up(&contact, opportunity, &playbook, anchor);
            self.begin(&mut door, follow_up).await?;
        }
        door.commit().await?;
        self.write_after().await;
        self.appointment_view(&appointment).await
    }

    /// Calls an appointment off; what prepared it ends.
    ///
    /// # Errors
    /// No or several appointments are called that.
    pub async fn cancel_appointment(&self, which: &str) -> Result<AppointmentView, AppError> {
        let wanted = which.trim().to_lowercase();
        let all = self.store().appointments(self.scope(), self.now()).await?;
        let mut fitting = Vec::new();
        for appointment in all {
            let name = self.store().contact(self.scope(), appointment.contact).await?.name;
            let fits = appointment.id.to_string() == wanted
                || appointment.title.to_lowercase().contains(&wanted)
                || name.to_lowercase().contains(&wanted);
            if fits && !appointment.cancelled {
                fitting.push(appointment);
            }
        }
        let [appointment] = fitting.as_slice() else {
            return Err(AppError::not_found(
                format!("\"{which}\" fits {} appointments", fitting.len()),
                "name it by its id: rapport appointments list --json",
            ));
        };
        let appointment = Appointment { cancelled: true, ..appointment.clone() };
        let mut door = self.user_door(&self.profile().await?).await?;
        door.save_appointment(&appointment, None).await?;
        self.tell_of_appointment(&mut door, &appointment).await?;
        for follow_up in live(door.follow_ups_of(appointment.contact).await?) {
            if follow_up.anchor.appointment == Some(appointment.id) {
                self.step(&mut door, follow_up.id, &Event::AppointmentCancelled).await?;
            }
        }
        door.commit().await?;
        self.appointment_view(&appointment).await
    }

    async fn appointment_view(
        &self,
        appointment: &Appointment,
    ) -> Result<AppointmentView, AppError> {
        let profile = self.profile().await?;
        let contact = self.store().contact(self.scope(), appointment.contact).await?;
        Ok(AppointmentView {
            id: appointment.id.to_string(),
            contact: contact.name,
            title: appointment.title.clone(),
            starts: appointment.starts.to_string(),
            when: words::instant(appointment.starts, self.now(), &profile.zone),
            cancelled: appointment.cancelled,
        })
    }
}
